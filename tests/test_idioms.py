"""Idioms of questions, put in the words of the documents."""

import pytest

from kb.idioms import put_plainly


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Which projects got funding in the first call?", "Which projects were selected in the first call?"),
        ("Which projects received a grant under River's call?", "Which projects were selected under River's call?"),
        ("Which projects were financed by the first call?", "Which projects were selected by the first call?"),
        ("Who won the first River call?", "which projects were selected in the first River call?"),
        (
            "How much money does it take to run River?",
            "How much money does it take as technical assistance River?",
        ),
        (
            "How much does River set aside for running the programme itself?",
            "How much does River have money as technical assistance?",
        ),
        ("How big is the fund for boats?", "how much money has the fund for boats?"),
        ("how large was River's second call?", "how much money has River's second call?"),
        ("How much money did the applicants in the call want?", "how much did the applicants in the call ask for?"),
        ("How much money did the captain want?", "How much money did the captain want?"),
        ("what was there before River?", "what came before River?"),
        ("what part of River's money goes to health?", "what share of River's money goes to health?"),
        ("What part of the area is a lake?", "What part of the area is a lake?"),
        ("What are the boats supposed to do?", "what do the boats do?"),
        ("Is the captain meant to sign?", "should the captain sign?"),
        ("Who is supposed to sign?", "Who should sign?"),
        ("What is the supposed reason?", "What is the supposed reason?"),
        ("how many ppl came w/ the avg boat?", "how many people came with the average boat?"),
        ("difference b/w sea and river prog.", "difference between sea and river programme"),
        ("Who at River talks to journalists?", "who at River is the communication manager?"),
        ("who handles the press in River", "who is the communication manager in River"),
        ("Who talks to the captain?", "Who talks to the captain?"),
        ("Which call is about media?", "Which call is about media?"),
        ("min partners of the second call", "minimum number of partners of the second call"),
        ("Which fair is for us and who do we write to?", "Which fair is for us and who is the contact?"),
        ("Which boats sail (with a link to this file)?", "Which boats sail?"),
        ("Name the boats, with sources please", "Name the boats"),
        ("which ones are new?", "which are new?"),
        ("Which one has most partners?", "which has most partners?"),
        ("which events should I put in my calender for next year?", "what events are coming up?"),
        ("Are there any upcoming events?", "what events are coming up?"),
        ("which boat events are planned for the coming months?", "what boat events are coming up?"),
        ("When is the next event?", "what events are coming up?"),
        (
            "who can help me in Port Lake with my application, is there an office?",
            "which programme has a branch office in Port Lake?",
        ),
        ("I need a partner from Malta, where can I look for one?", "is there a database of partners?"),
        ("How do we find partners?", "is there a database of partners?"),
        ("What can we get money for in River?", "what are the priorities in River?"),
        ("which topics can one apply for?", "what are the priorities?"),
        ("Until when could proposals be submitted?", "what was the deadline for applications?"),
        ("By when did applications have to be in?", "what was the deadline for applications?"),
        ("Till when could one apply?", "what was the deadline for applications?"),
        # What only looks like it.
        ("Until when can one apply?", "Until when can one apply?"),  # asks of now
        ("Until when could projects run?", "Until when could projects run?"),
        ("What can we get for the money?", "What can we get for the money?"),
        ("Is River still running?", "what is the status of River"),
        ("Is the River programme already over?", "what is the status of the River programme"),
        # What only looks like it.
        ("Who is running River?", "Who is running River?"),
        ("Is there a programme running?", "Is there a programme running?"),
        ("Which events are planned?", "Which events are planned?"),
        ("When is the next event in Lakeside?", "When is the next event in Lakeside?"),
        ("who can help me with my application?", "who can help me with my application?"),
        ("Where can I find the partner of River?", "Where can I find the partner of River?"),
        ("Is there a ferry with links to the island?", "Is there a ferry with links to the island?"),
        ("Who do we write to the Region about?", "Who do we write to the Region about?"),
        ("which one?", "which one?"),
        ("Which ones of them are new?", "Which ones of them are new?"),
        ("No. of lakes in River?", "how many lakes in River?"),
        ("the smallest amount I can ask for in River", "the minimum grant of a project in River"),
        ("largest grant a project could get in River?", "maximum grant of a project in River?"),
        ("Do we have to put in our own money?", "Do we have to co-financing?"),
        ("How high is the own contribution of partners?", "How high is the co-financing of partners?"),
        ("Which call was it, how many projects were financed?", "Which call was it, how many projects were selected?"),
        ("What topics does River pay for?", "What are the priorities of River?"),
        ("Is the MA the same as the JS?", "what is the difference between the MA and the JS"),
        ("Are a basin and a lake the same thing?", "what is the difference between a basin and a lake"),
        (
            "small fund or small-scale boat, isn't that the same?",
            "what is the difference between small fund and small-scale boat",
        ),
        ("list of lakes in River", "which are the lakes in River"),
        ("Could you give me the full list of all lakes?", "which are the lakes?"),
        ("list lakes", "which are the lakes"),
        # What only looks like it.
        ("List the 7 lakes", "List the 7 lakes"),
        ("Which list of lakes is it?", "Which list of lakes is it?"),
        ("Is the authority of River the same as that of Lake?", "Is the authority of River the same as that of Lake?"),
        ("What did the town own?", "What did the town own?"),
        ("Which towns does River support?", "Which towns does River support?"),
        ("How many projects were financed?", "How many projects were financed?"),  # no call
        (
            "Why did the EU kick Russia out of the programmes?",
            "Why did the EU suspend cooperation with Russia of the programmes?",
        ),
        (
            "Why was Belarus thrown out of River?",
            "Why was cooperation with Belarus suspended of River?",
        ),
        (
            "When did they expel Russia and Belarus from it?",
            "When did they suspend cooperation with Russia and Belarus from it?",
        ),
        (
            "Since Russia was excluded from River, what is left?",
            "Since cooperation with Russia was suspended from River, what is left?",
        ),
        ("Why is it called River Valley?", "what does the name River Valley mean?"),
        ("Where does the name River come from?", "what does the name River mean?"),
        ("Was Putin's Russia a partner of River?", "Was Russia a partner of River?"),
        # What only looks like it.
        ("Is Poland's Ukraine programme open?", "Is Poland's Ukraine programme open?"),
        ("Why is it called off?", "Why is it called off?"),
        ("Why is it called River now, after two years?", "Why is it called River now, after two years?"),
        ("Which costs are excluded from a project?", "Which costs are excluded from a project?"),
        ("Does River turn Poland into a partner?", "Does River turn Poland into a partner?"),
        ("What was decided before May?", "What was decided before May?"),
        ("How big is the area of River?", "How big is the area of River?"),
        ("Which projects got an extension in the first call?", "Which projects got an extension in the first call?"),
        ("Who got money from the lottery?", "Who got money from the lottery?"),  # no call
        ("Which programmes were financed by Tacis?", "Which programmes were financed by Tacis?"),
        ("Who won the prize?", "Who won the prize?"),
        ("Who is to run the programme?", "Who is to run the programme?"),
    ],
)
def test_an_idiom_is_put_plainly(question: str, plain: str) -> None:
    assert put_plainly(question) == plain


def test_a_programme_has_predecessors() -> None:
    question = "Which programmes existed before River Valley?"
    assert put_plainly(question, of_programme=True) == "what are the predecessors of River Valley?"
    assert put_plainly(question) == "what came before River Valley?"
