-- What was decided about a review, by whom and when; while the answer is awaited, what was asked for.
alter table review add column decision text check (decision in ('same', 'different'));
alter table review add column decided_by text;
alter table review add column decided_at timestamptz;
