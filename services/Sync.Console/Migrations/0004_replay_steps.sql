-- How a replay goes: how many it sends before it looks at what came of them, when it stops, and what has come of it so far.
alter table replay
    add column state        text not null default 'running' check (state in ('running', 'done', 'stopped', 'cancelled')),
    add column what         text not null default '',
    add column asked_by     text not null default '',
    add column ramp         boolean not null default false,
    add column per_second   int,
    add column stop_at      int not null default 50,
    add column total        bigint not null default 0,
    add column sent         bigint not null default 0,
    add column done         bigint not null default 0,
    add column failed       bigint not null default 0,
    add column step         int not null default 0,
    add column step_size    bigint not null default 0,
    add column step_sent    bigint not null default 0,
    add column step_done    bigint not null default 0,
    add column step_failed  bigint not null default 0,
    add column sent_at      timestamptz,
    add column ended_at     timestamptz,
    add column note         text;

update replay r set total = c.total, sent = c.total, done = c.done, failed = c.failed, step = 1, step_size = c.total, step_sent = c.total,
       step_done = c.done, step_failed = c.failed, state = case when c.left = 0 then 'done' else 'running' end
  from (select r.id, count(l.id) as total, count(l.id) filter (where l.state = 'replaying') as left,
               count(l.id) filter (where l.state = 'replayed') as done, count(l.id) filter (where l.state = 'failed again') as failed
          from replay r left join dead_letter l on l.replay_id = r.id group by r.id) c
 where c.id = r.id;

update dead_letter set replay_step = 1 where replay_id is not null;

create index replay_running on replay (id) where state = 'running';

-- Changes to what dead letters say, made by a person. The letters themselves stay as they are: undoing is deleting the row.
create table patch (
    id              bigint generated always as identity primary key,
    dead_letter_id  bigint unique,
    group_id        bigint unique,
    operations      text not null,
    made_by         text not null,
    made_at         timestamptz not null default now(),
    check (num_nonnulls(dead_letter_id, group_id) = 1)
);

-- What a person or a program did here.
create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    who     text not null,
    act     text not null,
    detail  text
);
