"""The console desk: the billing desk as a page on this machine, and the playground of the demo."""
