-- What plays have done beside the tasks of handoffs, each as it was told last. It may be told before its handoff is.
create table handoff_action (
    handoff_id  text not null,
    name        text not null,
    outcome     text,
    detail      text,
    noted_at    timestamptz not null,
    primary key (handoff_id, name)
);
