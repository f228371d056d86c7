"""What the engine and the delivery loops need from the outside, as small Protocols with full contracts."""
