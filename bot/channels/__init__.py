"""The platforms on which patients, staff and specialists speak with us. No channel knows another."""
