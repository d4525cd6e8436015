-- Records to be read, because a notification named them without their content: one row a notification and record. One that has its
-- end stays for a while, with what was read: the same request coming again gets the same answer.
create table pending_read (
    id           bigint generated always as identity primary key,
    key          text not null unique,
    connection   text not null,
    kind         text not null,
    module       text not null,
    record_id    text not null,
    delivery_id  bigint not null,
    replay       int not null,
    hinted_at    timestamptz not null,
    received_at  timestamptz not null,
    trace        text,
    due_at       timestamptz not null,
    tries        int not null default 0,
    settled_at   timestamptz,
    outcome      text,
    detail       text,
    email        text,
    changed_at   timestamptz,
    fields       text
);

create index pending_read_due on pending_read (connection, (replay > 0), id) where settled_at is null;

-- Finds when a record was last read.
create index pending_read_record on pending_read (connection, module, record_id, settled_at);
