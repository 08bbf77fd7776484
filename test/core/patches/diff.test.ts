import { describe, expect, test } from 'vitest'
import { listFiles, type PatchContent, readPatchContent } from '../../../src/core/patches/diff.ts'

const EDIT = `diff --git a/lib/a.c b/lib/a.c
index 1111111..2222222 100644
--- a/lib/a.c
+++ b/lib/a.c
@@ -10,5 +10,5 @@ int main(void)
 first line
 second line
-	return old_value;
+	return new_value;
 third line
 fourth line
`

function contentOf(text: string | Uint8Array): PatchContent {
  const content = readPatchContent(text)
  if (content === undefined) throw new Error(`no diff in ${text}`)
  return content
}

describe('readPatchContent', () => {
  test('counts lines and names files', () => {
    const content = contentOf(EDIT)
    expect(content.files).toEqual([
      { path: 'lib/a.c', oldPath: undefined, change: 'modified', additions: 1, deletions: 1 },
    ])
    expect(content.lines).toHaveLength(2)
    expect(content.patchId).toMatch(/^[0-9a-f]{40}$/)
  })

  test('a text without a diff has no content', () => {
    expect(readPatchContent('Hello,\n\n--- a line of dashes\n\n-- \nAda\n')).toBeUndefined()
  })

  test('the signature of a mail is no deleted line', () => {
    const mail = `Mend it.\n\nSigned-off-by: Ada <ada@example.org>\n---\n${EDIT}-- \n2.39.5\n`
    expect(contentOf(mail)).toMatchObject({ additions: 1, deletions: 1, patchId: contentOf(EDIT).patchId })
    // Not even where the last hunk was cut short.
    const cut = EDIT.split('\n').slice(0, -3).join('\n')
    expect(contentOf(`${cut}\n-- \n2.39.5\n`)).toMatchObject({ additions: 1, deletions: 1 })
  })

  test('a deleted line that is written "-- " is one', () => {
    const sql = EDIT.replace('-	return old_value;', '-- ')
    expect(contentOf(sql)).toMatchObject({ additions: 1, deletions: 1 })
  })

  test('empty lines around a change may have lost their blank', () => {
    const blank = EDIT.replace(' second line\n', ' \n')
    const lost = EDIT.replace(' second line\n', '\n')
    expect(contentOf(lost).lines).toEqual(contentOf(blank).lines)
    expect(contentOf(lost).changedLinesId).toBe(contentOf(blank).changedLinesId)
  })
})

describe('changedLinesId', () => {
  const id = (text: string): string | undefined => contentOf(text).changedLinesId

  test('does not know of surroundings, white space and line numbers', () => {
    const rebased = EDIT.replace('second line', 'another line').replace('-10,5 +10,5', '-80,5 +85,5')
    expect(contentOf(rebased).patchId).not.toBe(contentOf(EDIT).patchId)
    expect(id(rebased)).toBe(id(EDIT))
    expect(id(EDIT.replace('+\treturn new_value;', '+        return  new_value;'))).toBe(id(EDIT))
  })

  test('knows of signs, words, files and repeats', () => {
    const swapped = EDIT.replace('-	return old', '+	return old').replace('+	return new', '-	return new')
    const twice = EDIT.replace('-10,5 +10,5', '-10,5 +10,6').replace('+	return new_value;\n', '$&$&')
    const ids = [
      EDIT,
      swapped,
      twice,
      EDIT.replace('new_value', 'other_value'),
      EDIT.replaceAll('lib/a.c', 'lib/b.c'),
    ].map(id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('does not know the order of files and of lines', () => {
    const other = EDIT.replaceAll('lib/a.c', 'lib/b.c').replace('new_value', 'other_value')
    expect(id(EDIT + other)).toBe(id(other + EDIT))
  })
})

describe('what no changed line tells', () => {
  const RENAME = 'diff --git a/old.c b/new.c\nsimilarity index 100%\nrename from old.c\nrename to new.c\n'
  const MODE = 'diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n'
  const BINARY =
    'diff --git a/x.png b/x.png\nindex 1111111..2222222 100644\nBinary files a/x.png and b/x.png differ\n'
  const LITERAL =
    'diff --git a/x.png b/x.png\nindex 1111111..2222222 100644\nGIT binary patch\nliteral 5\nMcmZ?ab\n\n'
  const DELETED =
    'diff --git a/x.c b/x.c\ndeleted file mode 100644\nindex 1111111..0000000\n--- a/x.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone away\n'
  const COPY = 'diff --git a/old.c b/new.c\nsimilarity index 100%\ncopy from old.c\ncopy to new.c\n'

  test.each([
    ['a rename', RENAME, 'renamed'],
    ['a copy', COPY, 'copied'],
    ['a mode', MODE, 'modified'],
    ['a binary file', BINARY, 'modified'],
  ])('%s is one line of its own', (_, text, change) => {
    const content = contentOf(text)
    expect(content.lines).toHaveLength(1)
    expect(content.changedLinesId).toMatch(/^[0-9a-f]{40}$/)
    expect(content.files[0]?.change).toBe(change)
  })

  test('they differ from each other, and by file', () => {
    const ids = [RENAME, COPY, MODE, BINARY, DELETED, RENAME.replaceAll('new.c', 'newer.c')].map(
      (text) => contentOf(text).changedLinesId,
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('a binary file is one whether its octets are given or not', () => {
    expect(contentOf(LITERAL).changedLinesId).toBe(contentOf(BINARY).changedLinesId)
  })

  test('a deletion counts beside its lines', () => {
    expect(contentOf(DELETED)).toMatchObject({ additions: 0, deletions: 1 })
    expect(contentOf(DELETED).lines).toHaveLength(2)
  })

  test('a renamed file has both names', () => {
    expect(listFiles(contentOf(RENAME))).toEqual(['new.c', 'old.c'])
  })
})
