"""The prosecutors: referral pack, action plan, decision, charge, protocol and court."""
