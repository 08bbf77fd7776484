/** A page as a wiki shows it, of the shape of the real ones. */
export const RENDERED = `Archived/Hackathon/May2026

From Example Wiki
(Redirected from Hackathon/May2026)

When and Where ?

Example House, Cambridge, UK, May 18-19

Example Ltd will be hosting this years Hackathon on May 18-19, 2026 at their house.

Topics


Live patching (next steps)

Date of insert: Feb 26 2026; Verified: Not updated in 2020; GSoC: Yes
Technical contact: Ada Example, Ben van Example
Mailing list/forum for project: devel@
IRC channel for project: #example
Difficulty: Unknown
Skills Needed: C, and patience
Description: What is missing:
  • Signatures
  • Stacking
    • Who decides the order?
And when.

Outcomes: Not specified, project outcomes
Peer Review Comments
Pictogram voting comment 15px.png  Feel free to make suggestions here
Cleo 14:14, 23 January 2026 (UTC): Please add the tests

Pictogram vote 15px.png And whether you intend to attend:
Pictogram vote 15px.png Dan 22:15, 27 April 2026 (UTC) Will attend


Boot

Date of insert: 12/03/2026; Verified: Unknown; GSoC: N/A
Technical contact: Nobody Known
Description: Faster.
Outcomes: Ten seconds

Request an Invitation

* Name, Org
{{Invite|Name|Org|IRC handle}}
IMPORTANT: The cut-off date for registrations is May 8th.
  1. Eve Example, Example, Systems & Sons

Confirmed attendees

  • We have a maximum of 43 spaces

  1. Ada Example, Example (UK), Ltd (IRC: ada, arriving: May 17, leaving: May 20, lodging: Guesthouse (57 High Street))
  2. Dan Example, N/A (IRC: , arriving: May 18th 17:08 at the station , leaving: n/a , lodging: home)
  3. https://spam.example.org
`

export const WIKITEXT = `{{InfoLeft|Registration is open}}

== When and Where ? ==

We meet on May 18-19, 2026.

== Topics ==
{{project
|Project=Live patching
|Date=12/03/2026
|Verified=28/01/2026
|Contact=Ada Example <ada@example.org>; Ben Example <ben@example.org>; please Cc the list
|GSoC=Yes
|Difficulty={{N/A}}
|Skills=C
|Desc=See [[Live patching|the plan]] and [http://example.org/x the code]:
* '''Signatures'''
** by whom?
* Stacking
{{Comment|[[User:Cleo|Cleo]] 14:14, 23 January 2026 (UTC):}} Should be suitable
|Review={{Vote|[[User:Dan|Dan]] 22:15, 27 April 2026 (UTC)}} Will attend
{{Vote|no name}} Me
|Colour=blue
}}

{{project
|Project=Not closed
|Desc=It goes on

{{project|Project=Closed|Desc=Fine}}

== Confirmed attendees ==
You can use {{Invite|Name|Org|IRC handle}}
{{Invite|Ada Example|Example Ltd|ada|May 17|May 20|Guesthouse}}
* Ben Example, Example, Systems
* John

=== People that have been granted an invite but have not yet confirmed ===
* Eve Example, Example

== Request invitation ==
* Frank Example
* ???: [[x]]

== Session Notes and related pages ==
* Security : [http://lists.example.org/msg1.html Notes from Security] covering much
* [http://lists.example.org/msg2.html Toolstack session]
`
