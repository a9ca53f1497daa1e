"""Force policy and bank holidays as a force keeps them: proposed by one person, in force after another has approved."""
