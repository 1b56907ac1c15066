-- What customers can order by its slug.
create table template_view (
    id          uuid    not null primary key,
    slug        text    not null unique,
    name        text    not null,
    description text    not null,
    vcpu        integer not null,
    memory_mb   integer not null,
    disk_gb     integer not null,
    version     bigint  not null
);

-- Each VPS that was asked for with a template, for as long as there are events of it: so the most popular can come first.
create table template_order_view (
    vps_id   uuid not null primary key,
    template text not null
);

create index template_order_view_template on template_order_view (template);
