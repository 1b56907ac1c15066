-- What operators decide about hosts, and whether they answer. A host without a kind belongs to a server's configuration.
alter table host_view add column state text not null default 'active';
alter table host_view add column silent boolean not null default false;
alter table host_view add column kind text;
alter table host_view add column uri text;

create index vps_view_host_idx on vps_view (host_id) where host_id is not null;
