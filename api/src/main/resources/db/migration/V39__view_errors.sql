-- What a view was last stopped by on the node that works on it, for those who ask another node. Said again while it lasts.
create table view_error (
    view    text        not null primary key,
    error   text        not null,
    seen_at timestamptz not null
);
