-- Messages committed with the state that they speak of, not yet handed to the broker.
create table outbox_message (
    id          bigint generated always as identity primary key,
    contract    text not null,
    body        text not null,
    created_at  timestamptz not null default now()
);
