-- Feeds the "Weekly Sales Review" dashboard, refreshed every night at 02:00 UTC.
with orders as (
  select order_id, region, ordered_at, net_amount
  from sales.orders
  where ordered_at >= date_trunc('quarter', current_date) - interval '1' year
    and status <> 'cancelled'
)
select
  region,
  date_trunc('month', ordered_at) as month,
  count(distinct order_id)        as orders,
  sum(net_amount)                 as revenue,
  sum(net_amount) / count(distinct order_id) as average_order
from orders
group by 1, 2
order by 1, 2;
