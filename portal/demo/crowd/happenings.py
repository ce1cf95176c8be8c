"""What happened to the many. All of it is invented."""

CRIMES = (
    "My purse was taken out of my bag on the number 6 bus. The police know who it was.",
    "He broke the back window and took my laptop. It had the photographs of my mum on it.",
    "I was pushed off my bike at the lights and the driver shouted at me and drove away.",
    "They sprayed the whole front of the shop. It took me two days to scrub it off.",
    "My van was broken into on a Sunday. All my tools went. I lost three weeks of work.",
    "A lad from the next street threw a stone and it hit my daughter above the eye.",
    "Somebody rang and said they were from my bank. It was all the money I had saved.",
    "I got punched outside the chip shop. I have never spoken to him before in my life.",
    "Our allotment shed was set on fire. Eleven of us used it. We would like to know why.",
    "She took money out of the till for months. I treated her like family.",
    "He spat at me and called me names in front of my kids. I don't go that way any more.",
    "They came into the garden at night and let the dog out. We got her back two days later.",
    "My grandson's scooter was taken off him at the park by two older boys.",
    "The car was scratched all down one side, for the third time this year.",
    "I was in the pharmacy when it was robbed. I still shake when a door bangs.",
    "A man I let stay on my sofa went off with my television and my late husband's watch.",
    "It was a firework through the letterbox. The carpet burned. The smell is still there.",
    "I was knocked down on the crossing. She said sorry and then she drove off.",
    "They filmed it when they hit me, and everyone at college has seen it.",
    "The church roof was stripped. We are a small congregation. We want to say what it did.",
    "My bike was taken and I saw who has it now. I don't want him in prison. I want to ask why.",
    "He followed me home from work twice and then he was on the stairs.",
    "My brother-in-law hit me at the wedding. Nobody in the family will talk about it.",
    "",
)

DISPUTES = (
    "Their extractor fan blows straight into our kitchen. I asked nicely four times.",
    "The dog barks from seven in the morning until they come home at six.",
    "She says our fence is on her land. My dad put that fence up in 1987.",
    "They have parties every weekend and when I knock they turn it up.",
    "He parks so close that I can't get my wheelchair out of the gate.",
    "The kids kick the ball at my wall all day. I am on nights and I can't sleep.",
    "We used to be friends. Then there was the thing with the tree, and now it is war.",
    "Bins. He puts his rubbish in ours and then tells the council that we don't recycle.",
    "Smoke from next door's burner comes in at every window. My little one has asthma.",
    "The people above drop things and shout at three in the morning. I think they fight.",
    "He has put a camera up that looks straight into our garden.",
    "There is a group that meets on the stairs. I have to ask them to let me through.",
    "Our shared drive is full of his cars. He mends them there and there is oil everywhere.",
    "She bangs on the ceiling every time the baby cries.",
    "Somebody keeps cutting back my hedge when I'm out. I know who it is, I can't prove it.",
    "We had a row about a delivery and now they won't let our children play together.",
    "The whole close has fallen out about the parking bays. Somebody has to do something.",
    "He plays the drums. He is getting better, but not fast enough.",
    "They feed the pigeons. I can't open my windows and I can't hang washing out.",
    "My neighbour says I reported him. I didn't. He won't believe me.",
    "The alley gate is left open and then things go missing, and everyone blames everyone.",
    "She complains about my cooking. I have lived here for nineteen years.",
    "I'm told the noise is me. I am eighty-three and I like the wireless on.",
    "",
)

OTHERS = (
    "I don't know if this is for you. Something was said at work and it went too far.",
    "They keep leaving me out of things, and they post pictures of me.",
    "My son did something to our neighbour and I would like us to put it right.",
    "It was years ago. I would like somebody to know about it.",
    "Our club split in two and people who were friends cross the road now.",
    "I saw it happen and nobody has asked me how I am.",
    "It is about my care home, and somebody who lives there.",
    "",
)

QUESTIONS = (
    "Would mornings or afternoons suit you better?",
    "Is there anybody you would like to bring with you?",
    "You told us about the fence. Do you know who your landlord is?",
    "Would you like us to find an interpreter before we talk?",
)

MESSAGES = (
    "Thank you for telling us. Somebody will look at this with you soon.",
    "We have not forgotten you. We are still waiting to hear from somebody else.",
    "The room is booked, and it has step-free doors.",
    "Nothing to do for now. Take the time that you need.",
)

NOTES = (
    "Calm on the phone. Wants to be heard first of all.",
    "Would like a worker who is a woman.",
    "Landlord has been slow to answer; try again on Monday.",
    "Prepared to write a letter. Does not want to meet.",
    "Worried about what the neighbours will think.",
    "Has support from a friend, who may come along.",
    "Clear that no meeting is wanted, and that this is fine.",
    "Risk talked through; nothing new since the referral.",
)

TASKS = (
    "Ring the housing officer",
    "Book the small room",
    "Find an interpreter",
    "Ask what they thought of the draft letter",
    "Write up the first visit",
    "Check when the court date is",
)

REPLIES = (
    "Yes, that is fine for me.",
    "Thursday, please. Not before ten.",
    "I would rather wait a bit, if that is all right.",
    "Can my sister come?",
)

OWN_WORDS = (
    "I can walk past his door now.",
    "I got to say it to somebody who listened.",
    "We will never be friends, but we say hello.",
    "I wish it had come sooner.",
    "",
)

ENQUIRIES = (
    "Is there an officer who knows them well?",
    "Have you told the other person that you referred this?",
    "Is a court date set?",
    "Do you still work with the family?",
)

ANSWERS = (
    "Yes: I do, and I am here until Friday.",
    "Not yet. We would rather that you did.",
    "Nothing is set so far.",
    "We closed our own case last week.",
)

WITHDRAWALS = (
    "They moved away.",
    "They asked us to take it back.",
    "It was sent twice.",
)

NEEDS = (
    "Noise at night, and it is wearing them out",
    "Somebody stole from them and they would like to talk",
    "Trouble with next door",
)
