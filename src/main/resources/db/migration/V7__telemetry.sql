-- What is asked with every scrape.
create index delivery_pending on delivery (created_at) where state = 'pending';
create index pending_message_created on pending_message (created_at);

-- The trace that a request belongs to, as W3C trace context writes it; null when nothing is traced.
alter table request
    add column traceparent text;
