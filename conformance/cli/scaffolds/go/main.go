// Drives a client for streamproof: one JSON object a line on standard input and output.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
)

// FILL IN: your client's name and version, and what its public types or documents say that it can do.
// `streamproof init` printed where to find the list of capabilities.
var ready = map[string]any{
	"type":     "ready",
	"protocol": 1,
	"client":   map[string]any{"name": "my-client", "version": "0.0.0", "language": "go", "runtime": runtime.Version()},
	"capabilities": []string{
		"chat.stream", "report.chunks", "report.tool_calls", "report.usage", "report.finish_reason", "report.error",
		"action.abort.signal",
	},
	"max_in_flight": 4,
	// Your client's error names, each with the classes that it may stand for.
	"error_map": map[string][]string{
		"APIError":      {"http_status", "content_type", "provider_error"},
		"Truncated":     {"truncated"},
		"UnexpectedEOF": {"truncated", "transport_reset"},
		"Canceled":      {"aborted"},
		"SyntaxError":   {"malformed_json"},
		"Error":         {"unclassified", "transport_reset", "connect"},
	},
}

type job struct {
	Type    string          `json:"type"`
	ID      string          `json:"id"`
	Attempt int             `json:"attempt"`
	Op      string          `json:"op"`
	BaseURL string          `json:"base_url"`
	APIKey  string          `json:"api_key"`
	Request json.RawMessage `json:"request"`
	Abort   *struct {
		AfterText string `json:"after_text"`
	} `json:"abort"`
}

type result struct {
	Type    string            `json:"type"`
	ID      string            `json:"id"`
	Attempt int               `json:"attempt"`
	Outcome string            `json:"outcome"`
	Chunks  []json.RawMessage `json:"chunks"`
	Errors  []map[string]any  `json:"errors"`
	Abort   map[string]any    `json:"abort"`
}

var output sync.Mutex

func say(message any) {
	line, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	output.Lock()
	defer output.Unlock()
	os.Stdout.Write(append(line, '\n'))
}

func textOf(raw json.RawMessage) string {
	var chunk struct {
		Choices []struct {
			Delta struct {
				Content *string `json:"content"`
			} `json:"delta"`
		} `json:"choices"`
	}
	if json.Unmarshal(raw, &chunk) != nil || len(chunk.Choices) == 0 || chunk.Choices[0].Delta.Content == nil {
		return ""
	}
	return *chunk.Choices[0].Delta.Content
}

func shown(err error) map[string]any {
	told := map[string]any{"native": "Error", "message": err.Error(), "surface": "throw"}
	var api *APIError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &api):
		told["native"], told["code"] = "APIError", api.Code
		if api.Status != nil {
			told["status"] = *api.Status
		}
	case errors.As(err, &syntax):
		told["native"] = "SyntaxError"
	case errors.Is(err, ErrTruncated):
		told["native"] = "Truncated"
	case errors.Is(err, io.ErrUnexpectedEOF):
		told["native"] = "UnexpectedEOF"
	case errors.Is(err, context.Canceled):
		told["native"] = "Canceled"
	}
	return told
}

func run(given job) result {
	answer := result{Type: "result", ID: given.ID, Attempt: given.Attempt, Outcome: "completed"}
	answer.Chunks, answer.Errors = []json.RawMessage{}, []map[string]any{}
	ctx, abort := context.WithCancel(context.Background())
	defer abort()
	text, aborted := "", false
	// FILL IN: call your client here, and hand on what it hands out: chunk by chunk as `chunks`, or what it
	// assembles as `message` and `usage` (then declare report.message in place of report.chunks).
	err := StreamChat(ctx, given.BaseURL, given.APIKey, given.Request, func(chunk json.RawMessage) {
		answer.Chunks = append(answer.Chunks, chunk)
		text += textOf(chunk)
		if given.Abort != nil && strings.Contains(text, given.Abort.AfterText) {
			aborted = true
			abort()
		}
	})
	seen := "silent"
	if err != nil {
		answer.Outcome, seen = "failed", "error"
		answer.Errors = append(answer.Errors, shown(err))
	}
	if given.Abort != nil {
		answer.Abort = map[string]any{"requested": aborted, "seen": seen}
	}
	return answer
}

func main() {
	reader := bufio.NewReader(os.Stdin)
	var jobs sync.WaitGroup
	for {
		line, err := reader.ReadBytes('\n')
		var given job
		if len(strings.TrimSpace(string(line))) > 0 && json.Unmarshal(line, &given) == nil {
			switch given.Type {
			case "hello":
				say(ready)
			case "bye":
				return
			case "job":
				jobs.Add(1)
				go func() {
					defer jobs.Done()
					if given.Op == "chat.stream" {
						say(run(given))
					} else {
						say(result{Type: "result", ID: given.ID, Attempt: given.Attempt, Outcome: "unsupported", Errors: []map[string]any{}})
					}
				}()
			}
		}
		if err != nil {
			break
		}
	}
	// The end of the input ends the adapter, after the jobs that it was given.
	jobs.Wait()
}
