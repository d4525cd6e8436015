-- What is to be done for a person beside writing fields, e.g. a task. A settled one stays for a while: the same request coming again gets
-- the same answer. `calls` is raised before each call: what may have been sent is looked for before it is sent again.
create table pending_operation (
    id              bigint generated always as identity primary key,
    key             text not null unique,
    connection      text not null,
    person_id       bigint not null,
    email           text not null,
    module          text,
    record_id       text,
    mark            text not null,
    request         text not null,
    priority        int not null,
    delivery_id     bigint not null,
    received_at     timestamptz not null,
    policy_version  text not null,
    trace           text,
    accepted_at     timestamptz not null default now(),
    due_at          timestamptz not null default now(),
    tries           int not null default 0,
    calls           int not null default 0,
    settled_at      timestamptz,
    outcome         text,
    code            text,
    detail          text,
    made_module     text,
    made_id         text
);

create index pending_operation_due on pending_operation (connection, priority, id) where settled_at is null;
