import type { ReportPart, ReportStory } from '../../../server/src/report/reportModel.js';
import { breakable, button, element, type Child } from '../dom.js';
import { lineButton, section, type Post } from './section.js';

type ReportFrame = ReportPart['frames'][number];

/** A log may hold the stack of every CPU; those further down are unfolded on demand. */
const OPEN_STORIES = 3;

/** What each stack tells, newest first, as a line of time. */
export function drawStories(stories: readonly ReportStory[], post: Post): readonly Child[] {
  return stories.map((story, index) => {
    const parts = story.parts.map((part) => drawPart(part, `story-${String(index)}`, post));
    return section(
      `story-${String(index)}`,
      storyTitle(story),
      parts.length === 0 ? [] : [element('ol', { class: 'story' }, ...parts)],
      index < OPEN_STORIES,
    );
  });
}

function storyTitle({ title, subject }: ReportStory): readonly Child[] {
  return subject === null ? [title] : [title, ' ', element('span', { class: 'subject', title: subject }, subject)];
}

function drawPart(part: ReportPart, key: string, post: Post): HTMLElement {
  return element(
    'li',
    { class: `part ${part.name}` },
    element('h3', {}, part.label),
    part.text === '' ? null : element('p', {}, part.text),
    part.frames.length === 0
      ? null
      : element('ol', { class: 'frames' }, ...part.frames.map((frame) => drawFrame(frame, key, post))),
    part.more === null ? null : element('p', { class: 'more' }, part.more),
  );
}

function drawFrame(frame: ReportFrame, key: string, post: Post): HTMLElement {
  const label = element('span', { class: 'symbol' }, ...breakable(frame.label));
  return element(
    'li',
    {},
    lineButton(`${key}:${String(frame.line)}:${frame.label}`, frame.line, label, post),
    drawNote(frame, key, post),
  );
}

function drawNote({ note, noteKind, line, label }: ReportFrame, key: string, post: Post): Child {
  if (note === null) return null;
  if (noteKind !== 'link') return element('span', { class: `frame-note ${noteKind}` }, note);
  return button(
    `${key}:${String(line)}:${label}:note`,
    { class: 'frame-note link text-button screen-only' },
    () => {
      post({ type: 'goToDefinition', line, label });
    },
    note,
  );
}
