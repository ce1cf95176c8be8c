"""The many: invented people whose referrals fill the demonstration's inbox."""
