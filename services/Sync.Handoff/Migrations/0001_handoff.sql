-- A person given to somebody of the sales team. The unique key is what makes it once: of two that come at once, one fails and is judged anew.
create table handoff (
    id           uuid primary key,
    play         text not null,
    person_id    bigint not null,
    bucket       bigint not null,
    email        text not null,
    owner        text not null,
    reason       text not null,
    target       text not null,
    subject      text not null,
    occurred_at  timestamptz not null,
    decided_at   timestamptz not null,
    due_at       timestamptz not null,
    task_at      timestamptz,
    task_module  text,
    task_id      text,
    task_end     text,
    task_detail  text,
    unique (person_id, play, bucket)
);

create index handoff_email on handoff (play, email);
create index handoff_decided on handoff (decided_at);

-- Everything that plays heard, and what came of it: heard again it gets the same answer.
create table judgement (
    key          text primary key,
    play         text not null,
    person_id    bigint not null,
    email        text not null,
    delivery_id  bigint not null,
    kind         text not null,
    value        text not null,
    outcome      text not null,
    detail       text not null,
    handoff_id   uuid,
    request      text,
    occurred_at  timestamptz not null,
    judged_at    timestamptz not null
);

create index judgement_judged on judgement (judged_at);

-- Whose turn it is among owners: what each has gathered, as JSON.
create table rotation (
    name     text primary key,
    credits  text not null
);
