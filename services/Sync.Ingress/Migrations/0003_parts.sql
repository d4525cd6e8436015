-- Deliveries that name several records: which of their parts have ended, and how. One row a delivery and replay.
create table part_settlement (
    delivery_id  bigint not null,
    replay       int not null,
    parts        int not null,
    ended        jsonb not null,
    primary key (delivery_id, replay)
);
