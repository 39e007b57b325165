"""Find the parts of a source: furniture, blocks, sentences, segments, people, facts."""
