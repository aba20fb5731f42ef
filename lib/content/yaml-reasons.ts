/** What is wrong with YAML, in both languages; the compiler wants words for every fault that the parser knows. */
import type { ErrorCode, YAMLError } from 'yaml'
import type { Reason } from './reasons'

const WORDS: Record<ErrorCode, Reason> = {
  ALIAS_PROPS: { zh: '引用（*）不能带标签或锚点', en: 'an alias takes no tag or anchor' },
  BAD_ALIAS: { zh: '引用（*）指的锚点不存在', en: 'the alias names no anchor' },
  BAD_COLLECTION_TYPE: { zh: '标签与后面的内容不合', en: 'the tag does not fit what follows' },
  BAD_DIRECTIVE: { zh: '% 开头的一行读不懂', en: 'the line that starts with % is not known' },
  BAD_DQ_ESCAPE: {
    zh: '双引号里的反斜杠写法不认识。改用单引号，或把反斜杠写两次',
    en: 'this backslash in double quotes is not known; use single quotes, or write it twice',
  },
  BAD_INDENT: {
    zh: '缩进不对。同一层的行要对齐，下一层多缩进两个空格',
    en: 'the indentation is wrong; lines of one level start in one column, those below two spaces further',
  },
  BAD_PROP_ORDER: { zh: '标签和锚点的次序不对', en: 'tags and anchors are in the wrong order' },
  BAD_SCALAR_START: {
    zh: '文字不能以这个符号开头。给整句加引号',
    en: 'a text cannot start with this sign; put it in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    zh: '一行里有两个“键: 值”，或者文字里的冒号后有空格。给整句加引号',
    en: 'there are two keys on one line, or a colon with a space in the text; put the text in quotes',
  },
  BLOCK_IN_FLOW: {
    zh: '方括号或花括号里不能再用缩进的写法',
    en: 'inside brackets nothing may be written by indentation',
  },
  DUPLICATE_KEY: { zh: '同一个键写了两次', en: 'a key is written twice' },
  IMPOSSIBLE: { zh: '这里读不懂', en: 'this does not parse' },
  KEY_OVER_1024_CHARS: { zh: '键太长', en: 'the key is too long' },
  MISSING_CHAR: {
    zh: '少了一个符号。检查冒号、逗号、引号和括号是否成对，冒号后要有空格',
    en: 'a sign is missing; look for the colon and the space behind it, commas, and quotes and brackets that are not closed',
  },
  MULTILINE_IMPLICIT_KEY: {
    zh: '键要写在一行里，后面跟冒号和空格',
    en: 'a key stands on one line, with a colon and a space behind it',
  },
  MULTIPLE_ANCHORS: { zh: '一处只能有一个锚点', en: 'there may be one anchor' },
  MULTIPLE_DOCS: { zh: '只能有一段：删去多余的 ---', en: 'there may be one part; remove the other ---' },
  MULTIPLE_TAGS: { zh: '一处只能有一个标签', en: 'there may be one tag' },
  NON_STRING_KEY: { zh: '键要写成文字', en: 'a key must be text' },
  RESOURCE_EXHAUSTION: { zh: '嵌套或引用太多', en: 'it is nested or repeated too much' },
  TAB_AS_INDENT: { zh: '缩进要用空格，不能用制表符', en: 'indent with spaces, not with tabs' },
  TAG_RESOLVE_FAILED: { zh: '不认识 ! 开头的标签', en: 'the tag that starts with ! is not known' },
  UNEXPECTED_TOKEN: {
    zh: '这里多了符号。文字里有冒号、井号或引号时，给整句加引号',
    en: 'there is a sign too many; put a text with colons, hashes or quotes in quotes',
  },
}

export const yamlReason = ({ code }: Pick<YAMLError, 'code'>): Reason => WORDS[code]
