"""What can be done about a referral, a file for each thing staff do."""
