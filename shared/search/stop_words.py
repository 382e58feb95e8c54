"""Words of French and English that say nothing of a case: they are neither kept nor looked for. Folded, as all
words of a search are."""

_FRENCH = """
ai ainsi alors apres as assez au aucun aucune aura aussi autre autres aux avait avant avec avez avoir avons ayant
bien car ce cela celle celui ces cet cette ceux chez ci comme comment dans de depuis des deux dit donc dont du elle
elles en encore entre es est et etaient etait etant ete etes etre eu eux fait faire fois font il ils je jusqu la le
les leur leurs lors lorsque lui ma mais me meme memes mes moi moins mon ne ni nos notre nous on ont or ou par parce
pas pendant peu peut plus pour pourquoi puis quand que quel quelle quelles quels qui quoi sa sans se sera ses seul
si sinon soit son sont sous suis sur ta tant te tel telle tes toi ton tous tout toute toutes tres trop tu un une va
vers voici voila vos votre vous vu
"""
_ENGLISH = """
about after again all also am an and any are as at be because been before being both but by can could did do does
doing down during each even every few for from further get got had has have having he her here hers him his how if
in into is it its itself just me more most my myself no nor not now of off on once only or other our ours out over
own same she should so some such than that the their them then there these they this those through to too under
until up us very was we were what when where which while who whom why will with would you your yours
"""

STOP_WORDS = frozenset((*_FRENCH.split(), *_ENGLISH.split()))
