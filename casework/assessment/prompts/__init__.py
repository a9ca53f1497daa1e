"""Pattern prompts: what a chronology shows, said with its reasons, for a person to answer."""
