package exchange

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
)

// Tasks: a request is answered at once with a task, which ends later (2025-11-25,
// basic/utilities/tasks; extension io.modelcontextprotocol/tasks). The request stays
// open until the first message that says so.

// taskStatus returns the status of the task in a result.
func (r *result) taskStatus() jsonrpc.Raw {
	if r.task.IsObject() {
		return r.task.Member("status")
	}
	return r.status
}

// handOff makes a request a task if that is what the result says.
func (t *Tracker) handOff(x *pending, r *result, at int64) bool {
	id := r.task.Member("taskId") // 2025-11-25
	if r.resultType.Is("task") {  // extension
		id = r.taskID
	}
	if !id.IsString() {
		return false
	}
	x.task = t.taskKey(x.stream, id)
	x.Task, x.HandedOff = x.task.hash, at
	t.tasks[x.task] = x
	x.queue.remove(x)
	t.handedOff.push(x, at)
	return true
}

// taskChanged ends the request behind a task if the status is a last one.
func (t *Tracker) taskChanged(k key, status jsonrpc.Raw, at int64, out []*Exchange) []*Exchange {
	x := t.tasks[k]
	if x == nil {
		return out
	}
	switch {
	case status.Is("completed"):
	case status.Is("failed"):
		// Why is in the result or error, which may not come. Of 2025-11-25 this is
		// how a tool call with isError ends.
		x.Call.ErrorType = errorTool
		if x.modern {
			x.Call.ErrorType = otherError
		}
	case status.Is("cancelled"):
		x.Call.ErrorType = errorCancelled
	default:
		return out
	}
	return t.endTask(x, at, out)
}

func (t *Tracker) endTask(x *pending, at int64, out []*Exchange) []*Exchange {
	x.Ending = TaskEnded
	return t.finish(x, at, out)
}

// afterTaskResult ends the request behind a task that was asked about, if the answer
// says that the task is over.
func (t *Tracker) afterTaskResult(asked *pending, r *result, at int64, out []*Exchange) []*Exchange {
	x := t.tasks[asked.about]
	if x == nil {
		return out
	}
	switch asked.Call.Method {
	case methodTasksResult: // answers only when the task is over
		if r.isError {
			x.failTool(r.text())
		}
		if x.Result = asked.Result; x.Result != nil {
			x.holds(asked.Result, r)
		}
		return t.endTask(x, at, out)
	case methodTasksGet, methodTasksCancel:
		switch {
		case r.innerError.IsObject():
			m := jsonrpc.Message{Error: r.innerError}
			x.fail(m.Code())
			return t.endTask(x, at, out)
		case r.inner.IsObject() && r.status.Is("completed"):
			inner := readResult(&jsonrpc.Message{Result: r.inner})
			if inner.isError {
				x.failTool(inner.text())
			}
			x.holds(r.inner, &inner)
		}
		return t.taskChanged(x.task, r.status, at, out)
	}
	return out
}

// afterTask ends the request behind a task whose result was asked for and is an
// error: that is the task's own.
func (t *Tracker) afterTask(asked *pending, at int64, out []*Exchange) []*Exchange {
	x := t.tasks[asked.about]
	if x == nil || asked.Call.Method != methodTasksResult {
		return out
	}
	x.Call.StatusCode, x.Call.StatusMessage = asked.Call.StatusCode, asked.Call.StatusMessage
	x.Call.ErrorType = asked.Call.ErrorType
	return t.endTask(x, at, out)
}
