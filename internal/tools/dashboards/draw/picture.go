package main

import (
	"context"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	canvas "gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

const (
	column = 1.6 * vg.Centimeter // 24 of them are the width
	line   = 0.62 * vg.Centimeter
	dpi    = 72
	// most is how many names a legend has.
	most = 6
)

// sans is what texts are written in.
var sans = font.Font{Typeface: "Liberation", Variant: "Sans"}

var (
	ink     = color.Gray{Y: 40}
	faint   = color.Gray{Y: 225}
	quiet   = color.Gray{Y: 120}
	palette = []color.Color{
		color.NRGBA{31, 119, 180, 255},
		color.NRGBA{255, 127, 14, 255},
		color.NRGBA{44, 160, 44, 255},
		color.NRGBA{214, 39, 40, 255},
		color.NRGBA{148, 103, 189, 255},
		color.NRGBA{140, 86, 75, 255},
		color.NRGBA{227, 119, 194, 255},
		color.NRGBA{127, 127, 127, 255},
		color.NRGBA{188, 189, 34, 255},
		color.NRGBA{23, 190, 207, 255},
	}
)

// draw writes a dashboard as one picture.
func (d dashboard) draw(ctx context.Context, o options) error {
	height := 0
	for _, p := range d.Panels {
		height = max(height, p.GridPos.Y+p.GridPos.H)
	}
	img := vgimg.NewWith(vgimg.UseWH(24*column, vg.Length(height)*line), vgimg.UseDPI(dpi))
	all := canvas.New(img)
	for _, p := range d.Panels {
		top := vg.Length(height-p.GridPos.Y) * line
		left := vg.Length(p.GridPos.X) * column
		place := canvas.Canvas{Canvas: all, Rectangle: vg.Rectangle{
			Min: vg.Point{X: left, Y: top - vg.Length(p.GridPos.H)*line},
			Max: vg.Point{X: left + vg.Length(p.GridPos.W)*column, Y: top},
		}}
		if err := p.draw(ctx, o, place); err != nil {
			return err
		}
	}
	file, err := os.Create(filepath.Join(o.out, d.UID+".png"))
	if err != nil {
		return err
	}
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(file, img.Image()); err != nil {
		return err
	}
	return file.Close()
}

func (p panel) draw(ctx context.Context, o options, place canvas.Canvas) error {
	if p.Type == "row" {
		write(place, p.Title, 10, ink, 0.1, 0.3)
		return nil
	}
	inner := canvas.Crop(place, 3, -3, 3, -3)
	inner.SetLineStyle(canvas.LineStyle{Color: faint, Width: 0.7})
	inner.Stroke(frame(inner.Rectangle))
	write(inner, p.Title, 9, ink, 0.15, float64(inner.Size().Y/vg.Centimeter)-0.45)
	found, err := p.results(ctx, o)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		write(inner, "no data", 9, quiet, 0.15, 0.3)
		return nil
	}
	body := canvas.Crop(inner, 4, -6, 4, -18)
	switch p.Type {
	case "stat":
		write(inner, readable(found[0].last(), p.FieldConfig.Defaults.Unit), 18, ink, 0.3, 0.5)
	case "bargauge":
		p.bars(body, found)
	default:
		return p.lines(o, body, found)
	}
	return nil
}

// frame is the outline of a panel.
func frame(r vg.Rectangle) (path vg.Path) {
	path.Move(r.Min)
	path.Line(vg.Point{X: r.Max.X, Y: r.Min.Y})
	path.Line(r.Max)
	path.Line(vg.Point{X: r.Min.X, Y: r.Max.Y})
	path.Close()
	return path
}

// write puts text on a canvas, at so many centimetres from the left and from below.
func write(c canvas.Canvas, what string, size font.Length, in color.Color, x, y float64) {
	style := text.Style{Color: in, Font: font.From(sans, size), Handler: plot.DefaultTextHandler}
	c.FillText(style, vg.Point{X: c.Min.X + vg.Length(x)*vg.Centimeter, Y: c.Min.Y + vg.Length(y)*vg.Centimeter}, what)
}

// lines draws values over time, and names the series with the largest last ones.
func (p panel) lines(o options, place canvas.Canvas, found []series) error {
	slices.SortStableFunc(found, func(a, b series) int { return compare(b.last(), a.last()) })
	fig := plot.New()
	fig.BackgroundColor = color.Transparent
	fig.X.Tick.Marker = plot.TimeTicks{Format: "15:04", Time: func(s float64) time.Time { return time.Unix(int64(s), 0).UTC() }}
	fig.X.Min, fig.X.Max = float64(o.from.Unix()), float64(o.to.Unix())
	fig.Y.Tick.Marker = ticks{p.FieldConfig.Defaults.Unit}
	for _, axis := range []*plot.Axis{&fig.X, &fig.Y} {
		axis.Tick.Label.Font = font.From(sans, 7)
		axis.LineStyle.Color, axis.Tick.LineStyle.Color, axis.Tick.Label.Color = faint, faint, quiet
	}
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = color.Transparent, faint
	fig.Add(grid)
	for i, s := range found {
		for _, part := range s.parts(o.step) {
			if err := add(fig, part, palette[i%len(palette)]); err != nil {
				return err
			}
		}
	}
	fig.Y.Min = min(0, fig.Y.Min)
	if fig.Y.Max <= fig.Y.Min {
		fig.Y.Max = fig.Y.Min + 1
	}
	legend(place, found)
	fig.Draw(canvas.Crop(place, 0, 0, legendHeight(len(found)), 0))
	return nil
}

func add(fig *plot.Plot, part []point, in color.Color) error {
	var xys plotter.XYs
	for _, p := range part {
		xys = append(xys, plotter.XY{X: p.at, Y: p.value})
	}
	drawn, err := plotter.NewLine(xys)
	if err != nil {
		return err
	}
	drawn.Color, drawn.Width = in, vg.Points(1.2)
	fig.Add(drawn)
	return nil
}

// legendHeight is for two names a line.
func legendHeight(n int) vg.Length { return vg.Length((min(n, most)+1)/2) * 9 }

func legend(c canvas.Canvas, found []series) {
	for i, s := range found[:min(len(found), most)] {
		x := c.Min.X + vg.Length(i%2)*c.Size().X/2
		y := c.Min.Y + legendHeight(len(found)) - vg.Length(i/2+1)*9 + 2
		c.FillPolygon(palette[i%len(palette)], []vg.Point{{X: x, Y: y + 1}, {X: x + 8, Y: y + 1}, {X: x + 8, Y: y + 4}, {X: x, Y: y + 4}})
		style := text.Style{Color: quiet, Font: font.From(sans, 7), Handler: plot.DefaultTextHandler}
		c.FillText(style, vg.Point{X: x + 11, Y: y}, shortened(s.name))
	}
}

// bars draws a bar for each series, the longest on top.
func (p panel) bars(c canvas.Canvas, found []series) {
	slices.SortStableFunc(found, func(a, b series) int { return compare(b.last(), a.last()) })
	found = found[:min(len(found), 9)]
	height := min(c.Size().Y/vg.Length(len(found)), 16)
	for i, s := range found {
		y := c.Max.Y - vg.Length(i+1)*height
		length := vg.Length(0)
		if top := found[0].last(); top > 0 {
			length = vg.Length(s.last()/top) * c.Size().X * 0.45
		}
		x := c.Min.X + c.Size().X*0.36
		c.FillPolygon(palette[0], []vg.Point{{X: x, Y: y + 2}, {X: x + length, Y: y + 2}, {X: x + length, Y: y + height - 2}, {X: x, Y: y + height - 2}})
		style := text.Style{Color: ink, Font: font.From(sans, 7), Handler: plot.DefaultTextHandler}
		c.FillText(style, vg.Point{X: c.Min.X, Y: y + height/2 - 3}, shortened(s.name))
		c.FillText(style, vg.Point{X: x + length + 3, Y: y + height/2 - 3}, readable(s.last(), p.FieldConfig.Defaults.Unit))
	}
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

// shortened fits a name into half a panel.
func shortened(name string) string {
	const longest = 30
	if letters := []rune(name); len(letters) > longest {
		return string(letters[:longest-1]) + "…"
	}
	return name
}
