"""Workdays and holidays; training centres and rooms; trainers and what they teach."""
