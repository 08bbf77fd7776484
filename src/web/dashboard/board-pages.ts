/** One view of a page of the dashboard: what fits on it without being long. */
export interface BoardView {
  /** Last part of its address; `''`: the page itself. */
  readonly id: string
  readonly title: string
  /** Ids of metrics, in their order. */
  readonly figures: readonly string[]
}

/** A page of the dashboard, which opens with the question that it answers. */
export interface BoardPage {
  readonly id: 'backlog' | 'performance' | 'community' | 'quality'
  readonly title: string
  readonly question: string
  readonly views: readonly BoardView[]
}

/** The pages, in the order in which they matter: load and waiting first. */
export const BOARD_PAGES: readonly BoardPage[] = [
  {
    id: 'backlog',
    title: 'Backlog',
    question: 'What waits, for whom, and what is being lost?',
    views: [
      {
        id: '',
        title: 'Waiting now',
        figures: [
          'open-by-turn',
          'open-age',
          'ready-waiting',
          'objections',
          'lost',
          'open-age-over-time',
          'reviewer-load',
          'area-workload',
        ],
      },
      {
        id: 'flow',
        title: 'In and out',
        figures: ['started-and-closed', 'closure-ratio', 'cumulative-flow', 'open-by-status', 'littles-law'],
      },
      {
        id: 'outcomes',
        title: 'What becomes of it',
        figures: [
          'merged-or-not',
          'acceptance',
          'endings',
          'ignored',
          'partial-merge',
          'first-time-right',
          'backport-lag',
          'releases',
          'freezes',
          'release-ack',
        ],
      },
    ],
  },
  {
    id: 'performance',
    title: 'Performance',
    question: 'How long does it take, and where does the time go?',
    views: [
      {
        id: '',
        title: 'Answers',
        figures: [
          'response-levels',
          'first-response',
          'first-response-series',
          'maintainer-response',
          're-review',
          'equity',
        ],
      },
      {
        id: 'merging',
        title: 'From posting to the branch',
        figures: [
          'ball',
          'time-to-merge',
          'merge-curve',
          'merged-within',
          'approval-time',
          'ready-wait',
          'stages',
          'time-to-merge-by-merge',
        ],
      },
      {
        id: 'size',
        title: 'Size and rounds',
        figures: [
          'time-to-merge-by-patches',
          'time-to-merge-by-versions',
          'time-to-merge-by-size',
          'review-rounds',
          'patches-per-series',
          'versions-per-series',
          'change-size',
          'started-by-year',
        ],
      },
      {
        id: 'discussion',
        title: 'How much is said',
        figures: [
          'comments-per-series',
          'commenters-per-series',
          'series-by-versions',
          'series-by-patches',
          'series-by-comments',
          'series-by-commenters',
        ],
      },
    ],
  },
  {
    id: 'community',
    title: 'Community',
    question: 'Who reviews, who posts, and does the one carry the other?',
    views: [
      {
        id: '',
        title: 'Posting and reviewing',
        figures: ['reviews', 'concentration', 'balance-companies', 'balance', 'roles', 'concentration-areas'],
      },
      {
        id: 'reviewing',
        title: 'Reviewing',
        figures: [
          'tags-given',
          'comments',
          'late-comments',
          'reviewing-companies',
          'reviewers',
          'commenting-companies',
          'commenters',
          'tag-kinds',
        ],
      },
      {
        id: 'contributing',
        title: 'Contributing',
        figures: ['posted', 'landing-companies', 'landing', 'newcomers', 'newcomers-and-others'],
      },
    ],
  },
  {
    id: 'quality',
    title: 'Quality',
    question: 'Was what goes in looked at, and can these numbers be trusted?',
    views: [
      {
        id: '',
        title: 'What goes in',
        figures: [
          'review-coverage',
          'reviewers-per-commit',
          'self-commits',
          'check-in',
          'right-people',
          'responsible-committers',
          'tag-provenance',
          'escapes',
          'escapes-by-reviewers',
        ],
      },
      { id: 'data', title: 'These numbers', figures: ['linked-commits'] },
    ],
  },
]
