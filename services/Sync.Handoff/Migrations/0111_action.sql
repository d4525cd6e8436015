-- What is done beside a handoff's task once the task is there, each with an end of its own. What has none is asked for again and again
-- under its key, so that a request that the broker lost is not lost.
create table action (
    handoff_id  uuid not null,
    name        text not null,
    key         text not null,
    request     text not null,
    asked_at    timestamptz,
    ended_at    timestamptz,
    outcome     text,
    detail      text,
    primary key (handoff_id, name)
);

create index action_key on action (key);
create index action_open on action (asked_at) where ended_at is null;
