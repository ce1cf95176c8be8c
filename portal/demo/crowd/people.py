"""The many themselves: their names, where they live, and how they can be reached."""

FIRST = """
Aisha Alan Amina Andrzej Anita Barbara Bilal Brenda Carl Carol Chidi Chloe Colin Craig Daniela
Danny David Dawn Deepa Denise Derek Diane Edith Ela Emily Farid Fiona Frank Gareth Gemma George
Gloria Graham Hannah Harvinder Helen Hope Ian Imran Irene Jack Jade Jamila Jan Janet Jason Jean
Joan Joe Joyce Julie Kamal Karen Karl Kasia Keith Kelly Ken Kofi Leanne Lee Leila Liam Linda Lois
Lorraine Lucy Luis Malcolm Maria Marian Mark Mehmet Mick Mina Mohammed Moira Nadia Nasreen Neil
Nicola Nimal Norma Olga Omar Owen Pamela Parveen Paul Pauline Peter Petra Phil Priscilla Rachel
Rajesh Ravi Rita Rob Rosa Roy Ruby Ruth Sadia Samir Sandra Scott Shanice Sharon Sheila Simon Siobhan
Stan Stella Steve Sue Susan Tariq Terry Thandi Tina Tom Tracy Trevor Valerie Vera Vikram Wayne
Wendy Winston Yasmin Yusuf Zara Zbigniew
""".split()  # noqa: SIM905 - a list to read

LAST = """
Abbott Ahmed Allen Armstrong Atkinson Bailey Begum Bell Bennett Brown Carter Chapman Clark Cole
Collins Cooper Cox Davies Dixon Edwards Ellis Evans Foster Fox Graham Green Hall Harris Hill Hughes
Hussain Iqbal Jackson James Johnson Jones Kaur Kelly Khan King Kowalska Lewis Marshall Martin Mason
Miller Mitchell Moore Morgan Murphy Nowak Okafor Patel Phillips Popescu Rahman Richardson Roberts
Robinson Rogers Scott Shaw Singh Smith Stewart Taylor Thomas Thompson Turner Walker Ward Watson
White Williams Wilson Wood Wright Young
""".split()  # noqa: SIM905 - a list to read

PLACES = (
    ("Millgate", "LK1 2"),
    ("Foundry Row", "LK2 7"),
    ("Larkfield", "LK1 4"),
    ("Harrow Bank", "LK3 1"),
    ("Stonely Bridge", "LK4 8"),
    ("Weir Lane", "LK2 5"),
    ("Pit Houses", "LK5 3"),
    ("Old Station", "LK3 6"),
    ("Coldbrook", "LK6 2"),
    ("St Hild’s", "LK1 9"),
)

STREETS = ("High Street", "Chapel Row", "Elm Close", "The Green", "Mill Road", "Dene View")
