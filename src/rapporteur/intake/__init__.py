"""Work that takes longer than a page may: files taken in and sources removed, by a process apart.

A piece of work is a folder beside the store, which every process that serves the store sees:
`job.json` tells what it is and how far it has come, and the files dropped lie beside that under
numbers, never under the names they came with.
"""
