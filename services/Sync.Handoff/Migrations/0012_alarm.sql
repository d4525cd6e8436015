-- Looked through every two seconds: without those of whom all alarms were given, which only grow in number.
create index handoff_alarm on handoff (due_at) where touched_at is null and alarm < 100;
