package main

import "slices"

var collectorJob = variable{
	name: "collector", label: "Collector", about: "The scrape job of the Collector's own metrics, port 8888.",
	query: `label_values({__name__=~"otelcol_process_uptime.*"}, job)`,
}

// itself answers: does the telemetry arrive, and is it what the emitters meant?
var itself = page{
	uid: "mcp-collector", title: "The collector itself",
	about:     "What the Collector received, mended, dropped and sent.",
	variables: []variable{collectorJob},
	rows: []row{
		{"Loss", []panel{
			{title: "Received", unit: "ops", queries: ownSignals("receiver", "receiver_accepted", "{{receiver}}")},
			{title: "Refused and failed at receivers", unit: "ops", about: "Senders are told, and may send again.", queries: slices.Concat(
				ownSignals("receiver", "receiver_refused", "{{receiver}} refused"), ownSignals("receiver", "receiver_failed", "{{receiver}} failed"))},
			{title: "Refused for want of memory", unit: "ops", queries: ownSignals("processor", "processor_memory_limiter_refused", "{{processor}}")},
			{title: "Sent", unit: "ops", queries: ownSignals("exporter", "exporter_sent", "{{exporter}}")},
			{title: "Lost at exporters", unit: "ops", queries: slices.Concat(
				ownSignals("exporter", "exporter_send_failed", "{{exporter}} not delivered"), ownSignals("exporter", "exporter_enqueue_failed", "{{exporter}} queue full"))},
			{title: "Queues", unit: "percentunit", about: "How full the sending queues are.", queries: one(
				`sum by (exporter, data_type) (`+own("exporter_queue_size", "")+`) / sum by (exporter, data_type) (`+own("exporter_queue_capacity", "")+`)`, "{{exporter}} {{data_type}}")},
		}},
		{"What was mended", []panel{
			{title: "Spans by dialect", unit: "ops", stacked: true, queries: one(ownPerSecond("dialect", "receiver_mcp_spans"), "{{dialect}}")},
			{title: "Statuses repaired", unit: "ops", about: "Spans that said success and were failures.", queries: one(ownPerSecond("dialect", "receiver_mcp_status_repairs"), "{{dialect}}")},
			{title: "Calls told twice", unit: "ops", about: "Counted once.", queries: one(`sum by (mcp_dialect, mcp_call_role) (rate(mcp_calls_deduplicated_total[$__rate_interval]))`, "{{mcp_dialect}} {{mcp_call_role}}")},
			{title: "Spans that do not say", unit: "ops", about: "What emitters leave out is lacking in metrics, too.", queries: one(most(ownPerSecond("dialect, lacking", "receiver_mcp_spans_lacking")), "{{dialect}}: {{lacking}}")},
			{title: "Values ignored", unit: "ops", queries: []query{
				{expr: ownPerSecond("reason", "receiver_mcp_values_ignored"), legend: "receiver: {{reason}}"},
				{expr: ownPerSecond("reason", "connector_mcpspanmetrics_values_ignored"), legend: "connector: {{reason}}"},
			}},
			{title: "Calls and units from logs and metrics", unit: "ops", queries: []query{
				{expr: ownPerSecond("result", "receiver_mcp_log_calls"), legend: "calls {{result}}"},
				{expr: ownPerSecond("result", "receiver_mcp_metric_units"), legend: "units {{result}}"},
				{expr: ownPerSecond("", "receiver_mcp_log_calls_lost"), legend: "calls lost"},
			}},
		}},
		{"Metrics made from spans", []panel{
			{title: "Series held", queries: one(`sum by (instance) (`+own("connector_mcpspanmetrics_series", "")+`)`, "{{instance}}")},
			{title: "Overflow", unit: "ops", about: "Observations that were counted in overflow series because max_series was reached.", queries: []query{
				{expr: ownPerSecond("instance", "connector_mcpspanmetrics_series_overflowed"), legend: "{{instance}} overflowed"},
				{expr: ownPerSecond("instance", "connector_mcpspanmetrics_series_expired"), legend: "{{instance}} expired"},
			}},
			{title: "Spans counted and skipped", unit: "ops", stacked: true, queries: []query{
				{expr: `sum(rate(` + own("connector_mcpspanmetrics_spans", `result="counted"`) + `[$__rate_interval]))`, legend: "counted"},
				{expr: ownPerSecond("reason", "connector_mcpspanmetrics_spans_skipped"), legend: "skipped: {{reason}}"},
			}},
			{title: "Time to flush, p95", unit: "s", width: 12, queries: one(
				`histogram_quantile(0.95, sum by (le) (rate({__name__=~"otelcol_connector_mcpspanmetrics_flush_duration(_seconds)?_bucket", job=~"$collector"}[$__rate_interval])))`, "p95")},
			{title: "Flushes refused", unit: "ops", width: 12, queries: one(ownPerSecond("instance", "connector_mcpspanmetrics_flush_failures"), "{{instance}}")},
		}},
		{"Proxy", []panel{
			{title: "Messages", unit: "mps", queries: one(ownPerSecond("route, from", "receiver_mcp_proxy_messages"), "{{route}} from {{from}}")},
			{title: "Bytes", unit: "Bps", queries: one(ownPerSecond("route, from", "receiver_mcp_proxy_bytes"), "{{route}} from {{from}}")},
			{title: "Requests and sessions", queries: []query{
				{expr: `sum by (route) (` + own("receiver_mcp_proxy_requests", "") + `)`, legend: "{{route}} requests"},
				{expr: `sum by (route) (` + own("receiver_mcp_proxy_sessions", "") + `)`, legend: "{{route}} sessions"},
			}},
			{title: "Waiting to be inspected", unit: "bytes", queries: one(`sum by (route) (`+own("receiver_mcp_proxy_queue", "")+`)`, "{{route}}")},
			{title: "Spans and records made", unit: "ops", queries: one(ownPerSecond("result", "receiver_mcp_proxy_records"), "{{result}}")},
			{title: "Not seen, not understood", unit: "ops", about: "All of it was relayed.", queries: []query{
				{expr: ownPerSecond("route", "receiver_mcp_proxy_unseen"), legend: "{{route}} unseen"},
				{expr: ownPerSecond("route, reason", "receiver_mcp_proxy_unparsed"), legend: "{{route}} {{reason}}"},
			}},
		}},
		{"Redaction and detection", []panel{
			{title: "Text looked at", unit: "Bps", queries: one(ownPerSecond("signal", "processor_mcpredact_bytes"), "{{signal}}")},
			{title: "Redactions", unit: "ops", queries: one(most(ownPerSecond("category", "processor_mcpredact_redactions")), "{{category}}")},
			{title: "Redactor failures", unit: "ops", queries: one(ownPerSecond("reason", "processor_mcpredact_failures"), "{{reason}}")},
			{title: "Calls judged", unit: "ops", queries: one(ownPerSecond("model", "processor_mcpanomaly_calls"), "{{model}}")},
			{title: "Not judged, not told", unit: "ops", queries: one(ownPerSecond("model, reason", "processor_mcpanomaly_skipped"), "{{model}} {{reason}}")},
			{title: "Forgotten, and state not saved", unit: "ops", queries: []query{
				{expr: ownPerSecond("model, what", "processor_mcpanomaly_forgotten"), legend: "{{model}} {{what}}"},
				{expr: ownPerSecond("model", "processor_mcpanomaly_state_failures"), legend: "{{model}} state"},
			}},
		}},
		{"Process", []panel{
			{title: "CPU", unit: "percentunit", about: "Of one core.", queries: one(ownPerSecond("instance", "process_cpu_seconds"), "{{instance}}")},
			{title: "Memory", unit: "bytes", queries: []query{
				{expr: `sum by (instance) (` + own("process_memory_rss(_bytes)?", "") + `)`, legend: "{{instance}} resident"},
				{expr: `sum by (instance) (` + own("process_runtime_heap_alloc_bytes", "") + `)`, legend: "{{instance}} heap"},
			}},
			{title: "Uptime", unit: "s", queries: one(`sum by (instance) (`+own("process_uptime(_seconds)?", "")+`)`, "{{instance}}")},
		}},
	},
}
