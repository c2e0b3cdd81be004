package catalog

import (
	"maps"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func tell(c *Catalog, now int64) (tools map[string]int64, offers map[string]Offer) {
	tools, offers = map[string]int64{}, map[string]Offer{}
	c.Each(now, func(s Server, t Tool) { tools[s.Name+" "+t.Name] = t.Size }, func(o Offer) { offers[o.Server.Name] = o })
	return tools, offers
}

func TestWhatAServerOffers(t *testing.T) {
	c, a, b := New(), Server{1, "a"}, Server{1, "b"}
	c.Call(a, "search") // before it is listed
	c.List(a, "search", 100, 1)
	c.List(a, "fetch", 200, 1)
	c.List(b, "search", 300, 1)
	c.List(a, "fetch", 250, 2) // changed
	c.Count(a, Resources, 7, 1)
	c.Call(a, "search")
	c.Call(a, "made up")
	c.Call(Server{2, "a"}, "fetch")
	tools, offers := tell(c, 3)
	assert.Equal(t, map[string]int64{"a search": 100, "a fetch": 250, "b search": 300}, tools)
	assert.Equal(t, map[string]Offer{
		"a": {Server: a, Tools: 2, Unused: 1, Counts: [NumKinds]int64{-1, 7, -1}},
		"b": {Server: b, Tools: 1, Unused: 1, Counts: [NumKinds]int64{-1, -1, -1}},
	}, offers)
}

func TestWhatIsNotListedAnyMoreExpires(t *testing.T) {
	c, a := New(), Server{1, "a"}
	c.List(a, "old", 1, 1)
	c.List(a, "new", 1, 10)
	c.Count(a, Prompts, 2, 10)
	tools, _ := tell(c, 1+int64(Expiry))
	assert.Equal(t, map[string]int64{"a new": 1}, tools)
	_, offers := tell(c, 10+int64(Expiry))
	assert.Empty(t, offers)
	assert.Zero(t, c.tools.Load())
	c.List(a, "old", 1, 20)
	_, offers = tell(c, 21)
	assert.EqualValues(t, 1, offers["a"].Unused, "it is new again")
}

func TestACatalogIsBounded(t *testing.T) {
	c := New()
	for i := range MaxServers + 10 {
		for tool := range 20 {
			c.List(Server{uint32(i), "x"}, strconv.Itoa(tool), 1, 1)
		}
	}
	require.Len(t, c.servers, MaxServers)
	require.EqualValues(t, MaxTools, c.tools.Load())
	var told int64
	c.Each(2, func(Server, Tool) {}, func(o Offer) { told += o.Tools })
	require.EqualValues(t, MaxTools, told)
	c.Each(1+int64(Expiry), func(Server, Tool) {}, func(Offer) {})
	require.Empty(t, c.servers)
	require.Zero(t, c.tools.Load())
}

func TestACatalogKeepsNothingOfTheMessage(t *testing.T) {
	c, message := New(), []byte("server tool")
	c.List(Server{1, string(message[:6])}, string(message[7:]), 1, 1)
	clear(message)
	tools, _ := tell(c, 2)
	assert.Equal(t, []string{"server tool"}, []string{only(tools)})
}

func only(m map[string]int64) string {
	for key := range maps.Keys(m) {
		return key
	}
	return ""
}

func TestACatalogIsSafeForConcurrentUse(t *testing.T) {
	c := New()
	var working sync.WaitGroup
	for worker := range 4 {
		working.Go(func() {
			for i := range 1000 {
				s := Server{uint32(i % 3), "s"}
				c.List(s, strconv.Itoa(i%50), int64(worker), int64(i))
				c.Call(s, strconv.Itoa(i%60))
				c.Count(s, Prompts, 1, int64(i))
				if i%100 == 0 {
					tell(c, int64(i))
				}
			}
		})
	}
	working.Wait()
	tools, _ := tell(c, 1000)
	assert.Len(t, tools, 50) // of three scopes, which have the same names
}

func TestACallCostsNoAllocation(t *testing.T) {
	c, s := New(), Server{1, "a"}
	c.List(s, "x", 1, 1)
	assert.Zero(t, testing.AllocsPerRun(100, func() { c.Call(s, "x") }))
}
