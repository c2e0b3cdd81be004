package main

import (
	"fmt"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/bargauge"
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/variants"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"
)

// A page is one dashboard.
type page struct {
	uid, title, about string
	variables         []variable
	rows              []row
}

// A row is panels under one heading. Their widths come to multiples of columns.
type row struct {
	title  string
	panels []panel
}

// columns is the width of a dashboard.
const columns = 24

// A panel shows the results of its queries in one of the three ways below.
type panel struct {
	title, about, unit string
	kind               kind
	width              uint32 // a third of the page if 0
	stacked            bool
	queries            []query
}

type kind int

const (
	lines  kind = iota // over time
	number             // the last value, large
	bars               // one for each result, of the last value
)

// A query is PromQL and how its results are called. Those of histograms come with exemplars, which lead to traces.
type query struct {
	expr, legend string
	exemplars    bool
}

const (
	linesHeight  = 8
	numberHeight = 4
)

// datasource is the one that the reader has chosen.
var datasource = common.DataSourceRef{Type: new("prometheus"), Uid: new("${datasource}")}

func (p page) build() (dashboard.Dashboard, error) {
	b := dashboard.NewDashboardBuilder(p.title).
		Uid(p.uid).Description(p.about).Tags([]string{tag}).
		Time("now-1h", "now").Refresh("30s").Timezone("browser").
		Tooltip(dashboard.DashboardCursorSyncCrosshair).
		Link(others())
	b.WithVariable(dashboard.NewDatasourceVariableBuilder("datasource").Label("Data source").Type("prometheus"))
	for _, v := range p.variables {
		b.WithVariable(v.build())
	}
	id := uint32(0)
	titles := map[string]bool{} // people speak of panels by their titles
	for _, r := range p.rows {
		if err := r.check(); err != nil {
			return dashboard.Dashboard{}, err
		}
		id++
		b.WithRow(dashboard.NewRowBuilder(r.title).Id(id))
		for _, one := range r.panels {
			if titles[one.title] {
				return dashboard.Dashboard{}, fmt.Errorf("two panels are called %q", one.title)
			}
			titles[one.title] = true
			id++
			b.WithPanel(one.build(id))
		}
	}
	built, err := b.Build()
	for i := range built.Links {
		built.Links[i].Placement = nil // above the panels, not in a menu
	}
	return built, err
}

// tag is what the dashboards find one another by.
const tag = "otelcol-mcp"

// others leads to the other dashboards, with the same choices and time.
func others() cog.Builder[dashboard.DashboardLink] {
	return dashboard.NewDashboardLinkBuilder("MCP").Type(dashboard.DashboardLinkTypeDashboards).
		Tags([]string{tag}).IncludeVars(true).KeepTime(true)
}

// check reports a row whose last line of panels is not full, which Grafana would show with a gap.
func (r row) check() error {
	at := uint32(0)
	for _, p := range r.panels {
		at += p.span()
		if at > columns {
			return fmt.Errorf("row %q: panel %q does not fit into its line", r.title, p.title)
		}
		at %= columns
	}
	if at != 0 {
		return fmt.Errorf("row %q: its last line is %d of %d wide", r.title, at, columns)
	}
	return nil
}

func (p panel) span() uint32 {
	if p.width == 0 {
		return columns / 3
	}
	return p.width
}

// build gives the panel its number, which links to it contain.
func (p panel) build(id uint32) cog.Builder[dashboard.Panel] {
	switch p.kind {
	case number:
		return p.number(id)
	case bars:
		return p.bars(id)
	default:
		return p.lines(id)
	}
}

func (p panel) lines(id uint32) cog.Builder[dashboard.Panel] {
	b := timeseries.NewPanelBuilder().Id(id).Title(p.title).Description(p.about).Datasource(datasource).
		Unit(p.unit).Min(0).Span(p.span()).Height(linesHeight).
		FillOpacity(10).LineWidth(1).ShowPoints(common.VisibilityModeNever).
		Legend(common.NewVizLegendOptionsBuilder().DisplayMode(common.LegendDisplayModeList).
			Placement(common.LegendPlacementBottom).ShowLegend(true)).
		Tooltip(common.NewVizTooltipOptionsBuilder().Mode(common.TooltipDisplayModeMulti).Sort(common.SortOrderDescending)).
		Targets(p.targets(false))
	if p.stacked {
		b.FillOpacity(60).Stacking(common.NewStackingConfigBuilder().Mode(common.StackingModeNormal))
	}
	return b
}

func (p panel) number(id uint32) cog.Builder[dashboard.Panel] {
	return stat.NewPanelBuilder().Id(id).Title(p.title).Description(p.about).Datasource(datasource).
		Unit(p.unit).Span(p.span()).Height(numberHeight).NoValue("–").
		Orientation(common.VizOrientationAuto).GraphMode(common.BigValueGraphModeArea).ColorMode(common.BigValueColorModeNone).
		ReduceOptions(lastValue()).
		Targets(p.targets(false))
}

func (p panel) bars(id uint32) cog.Builder[dashboard.Panel] {
	return bargauge.NewPanelBuilder().Id(id).Title(p.title).Description(p.about).Datasource(datasource).
		Unit(p.unit).Min(0).Span(p.span()).Height(linesHeight).
		Orientation(common.VizOrientationHorizontal).DisplayMode(common.BarGaugeDisplayModeBasic).
		ReduceOptions(lastValue()).
		Targets(p.targets(true))
}

func lastValue() cog.Builder[common.ReduceDataOptions] {
	return common.NewReduceDataOptionsBuilder().Calcs([]string{"lastNotNull"})
}

// targets asks for one value if the panel shows no more, or if the query is about the whole time that is shown anyway.
func (p panel) targets(instant bool) (targets []cog.Builder[variants.Dataquery]) {
	for i, q := range p.queries {
		b := prometheus.NewDataqueryBuilder().RefId(string(rune('A' + i))).
			Expr(q.expr).LegendFormat(q.legend).Exemplar(q.exemplars).EditorMode(prometheus.QueryEditorModeCode)
		if instant || strings.Contains(q.expr, inPeriod) {
			b.Instant()
		} else {
			b.Range()
		}
		targets = append(targets, b)
	}
	return targets
}
