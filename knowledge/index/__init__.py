"""The index on disk and in memory: whole generations, of which a reader always sees exactly one."""
