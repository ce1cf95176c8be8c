"""What each answer of the guide is called, wherever it is asked or shown."""

from portal.referral.words import say

LEANING_WORDS = {
    "interested": say("Interested"),
    "not_for_me": say("Not for me"),
    "know_more": say("I want to know more"),
    "dont_know": say("I don’t know yet"),
}
WHOLE_WORDS = {
    "none_of_these": say("None of these"),
    "not_now": say("Not now"),
}
WEIGHT_WORDS = {
    "a_lot": say("It matters a lot"),
    "a_little": say("It matters a little"),
    "not": say("It does not matter to me"),
}
SURE_WORDS = {
    "yes": say("Yes"),
    "no": say("Not yet"),
}
