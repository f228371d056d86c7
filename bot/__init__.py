"""ClaimDesk: the claim-status desk of a medical billing office."""
