"""Words, codes and the glossary of the billing desk: what a text says, apart from how it is stored."""
