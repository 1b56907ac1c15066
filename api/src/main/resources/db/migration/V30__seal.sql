-- The leaves of the tree that events are sealed in: 256 to a row, the last of which is not full.
create table seal_leaf_tile (
    tile           bigint not null primary key,
    first_position bigint not null unique,
    -- 32 bytes for each event.
    hashes         bytea  not null,
    -- A line for each event: its position, its id and its aggregate. So that what vanished has a name.
    names          text   not null
);

-- The nodes that are full, of every eighth level above the leaves: 256 to a row. The others are worked out from them.
create table seal_node_tile (
    level  integer not null,
    tile   bigint  not null,
    hashes bytea   not null,
    primary key (level, tile)
);

-- Hashes cannot be compressed, and are not worth trying.
alter table seal_leaf_tile alter column hashes set storage external;
alter table seal_node_tile alter column hashes set storage external;

-- What the tree was at a moment, signed. Rows are only ever added.
create table seal_checkpoint (
    size          bigint                   not null primary key,
    root          bytea                    not null,
    last_position bigint                   not null,
    at            timestamp with time zone not null,
    key_id        text                     not null,
    note          text                     not null
);
