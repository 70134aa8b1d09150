"""Steps of one page tried on small screens: what they share."""

DONE = "<p id=ok hidden>Done</p><script>function done(){ok.hidden=false}</script>"
GO = '<button onclick="done()">Go</button>'
RESULT = "\n\n{done} appears.\n"
TYPE = "In {a}, enter {a.value}, then select {go}."
A = ("textbox", "A")
