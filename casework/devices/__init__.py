"""Devices: the suspect's under PACE, the victim's and witness's by agreement (PCSCA 2022 ss.37 to 40), and what is seized to sift."""
