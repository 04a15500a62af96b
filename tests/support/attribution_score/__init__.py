"""Articles with every attribution marked, their loader, and the scorer of proposals.

The articles are invented: incidents, places and people exist nowhere. `articles.txt` is for writing rules by,
`held_out.txt` only for measuring how general they are. Both hold articles under a line `=== name · manner`, marked as
:mod:`.marking` says.

What is marked, and where it ends:

- A *direct* quote's content is the words inside the marks, one span for each stretch between marks. A quote split
  around its cue, or over paragraphs, is one attribution of several spans; a new sentence of quoted words after the
  cue belongs to it.
- *Indirect* content runs from the complementizer ("that", "whether", "to") or the first word to where the clause
  ends, without the full stop. What the cue stands inside of is two spans. Content that stands before its cue counts
  alike.
- *Mixed* content is the clause with its partial quotes, marks and all; a clause with "that" quoted from end to end may
  be taken for direct. What stands in a title is a *headline*, or what its marks tell.
- A source is the whole noun phrase with its titles and appositions; `^` stands before each word that names its head,
  and finding one of them is finding it. Nobody named is no source.
- Two verbs of one speaker are two attributions with the same source; a passive ("is believed to have") has its
  subject and the rest as content, and no source unless "by" names one.
- An attribution is *within* another when its cue stands in the other's content, or when it says "citing" of that
  content.
- Declining, apologising, advising and denying a noun ("denied the allegation") take as content what stands after the
  cue: "to comment on it", "for the delay", "residents to leave", "the allegation".
- `!` marks a denial: the content, or the cue over it, says that something put about is not so. A negative that
  answers nobody ("no one was hurt") is no denial, or is left open with `~` where a reader may differ.
- `?` marks what may be proposed and need not be: colon headlines, talk inside quotes, "did not say whether".
"""
