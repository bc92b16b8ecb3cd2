// Bare net/http of Go in the client protocol, so that whatever fails is that transport's doing.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"runtime"
	"strings"
	"syscall"
	"unicode/utf8"
)

type object = map[string]any

type job struct {
	Type, ID, Op, URL, Method string
	Attempt                   int
	BaseURL                   string `json:"base_url"`
	APIKey                    string `json:"api_key"`
	Body                      *string
	Request                   json.RawMessage
	Abort                     *struct {
		AfterText string `json:"after_text"`
		How       string
	}
}

// refused is an answer that is an error by itself.
type refused struct{ told object }

func (r refused) Error() string { return r.told["message"].(string) }

func refuse(text, class string, status any) error {
	var body struct{ Error any }
	told := object{"message": text, "class": class, "status": status}
	if json.Unmarshal([]byte(text), &body) == nil {
		switch it := body.Error.(type) {
		case string:
			told["message"] = it
		case object:
			if message, ok := it["message"].(string); ok {
				told["message"] = message
			}
			told["code"] = it["code"]
		}
	}
	return refused{told}
}

type event struct {
	Event string `json:"event"`
	Data  string `json:"data"`
	ID    string `json:"id"`
}

// decoded replaces what is no UTF-8 as the standard has it: one U+FFFD for the longest start of a character, not for each byte.
func decoded(raw []byte) string {
	var text strings.Builder
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError && size == 1 {
			for size < len(raw) && startsCharacter(raw[:size+1]) {
				size++
			}
		}
		text.WriteRune(r)
		raw = raw[size:]
	}
	return text.String()
}

// startsCharacter tells whether some bytes after these would make one character of them.
func startsCharacter(start []byte) bool {
	for _, rest := range []string{"\x80\x80\x80", "\xbf\xbf\xbf"} {
		for missing := 1; missing <= 3; missing++ {
			whole := append(bytes.Clone(start), rest[:missing]...)
			if r, size := utf8.DecodeRune(whole); r != utf8.RuneError && size == len(whole) {
				return true
			}
		}
	}
	return false
}

// read splits bytes into events by the WHATWG rules; a CR at the end of a read ends its line at once.
func read(body io.Reader, flush bool, each func(event) (bool, error)) error {
	var line, data []byte
	var kind, id string
	hasData, afterCR, first := false, false, true
	end := func() (bool, error) {
		text := line
		if first {
			text, first = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")), false
		}
		line = line[:0]
		if len(text) == 0 {
			it := event{kind, decoded(data), id}
			send := hasData
			data, kind, hasData = nil, "", false
			if it.Event == "" {
				it.Event = "message"
			}
			if !send {
				return true, nil
			}
			return each(it)
		}
		name, value, _ := bytes.Cut(text, []byte(":"))
		value = bytes.TrimPrefix(value, []byte(" "))
		switch string(name) {
		case "data":
			if hasData {
				data = append(data, '\n')
			}
			data, hasData = append(data, value...), true
		case "event":
			kind = string(value)
		case "id":
			if !bytes.ContainsRune(value, 0) {
				id = string(value)
			}
		}
		return true, nil
	}
	block := make([]byte, 65536)
	for {
		n, err := body.Read(block)
		for _, b := range block[:n] {
			if b == '\n' && afterCR {
				afterCR = false
				continue
			}
			afterCR = b == '\r'
			if b != '\n' && b != '\r' {
				line = append(line, b)
				continue
			}
			if more, err := end(); err != nil || !more {
				return err
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	// An event that lacks only its blank line is whole.
	for lines := 0; flush && lines < 2; lines++ {
		if more, err := end(); err != nil || !more {
			return err
		}
	}
	return nil
}

// open makes the request; an answer that is no event stream is an error.
func open(ctx context.Context, method, url string, body io.Reader, headers map[string]string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "text/event-stream")
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	media, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	class := ""
	if response.StatusCode != 200 {
		class = "http_status"
	} else if media != "" && media != "text/event-stream" && media != "text/plain" {
		class = "content_type"
	}
	if class == "" {
		return response, nil
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	return nil, refuse(string(text), class, response.StatusCode)
}

func chat(given job, result object, say func(object)) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	headers := map[string]string{"Content-Type": "application/json", "Authorization": "Bearer " + given.APIKey}
	response, err := open(ctx, "POST", given.BaseURL+"/chat/completions", bytes.NewReader(given.Request), headers)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	chunks, text := []json.RawMessage{}, ""
	return read(response.Body, true, func(it event) (bool, error) {
		line := strings.TrimSpace(it.Data)
		if line == "[DONE]" {
			return false, nil
		}
		if line == "" {
			return true, nil
		}
		if !json.Valid([]byte(line)) {
			return false, refused{object{"message": "malformed JSON", "class": "malformed_json"}}
		}
		chunks = append(chunks, json.RawMessage(line))
		result["chunks"] = chunks
		say(object{"type": "progress", "id": given.ID, "attempt": given.Attempt, "chunks": len(chunks)})
		var chunk struct {
			Error   any
			Choices []struct{ Delta struct{ Content string } }
		}
		_ = json.Unmarshal([]byte(line), &chunk)
		if it.Event == "error" || chunk.Error != nil {
			return false, refuse(line, "provider_error", nil)
		}
		if given.Abort == nil || result["abort"] != nil {
			return true, nil
		}
		if len(chunk.Choices) > 0 {
			text += chunk.Choices[0].Delta.Content
		}
		if !strings.Contains(text, given.Abort.AfterText) {
			return true, nil
		}
		result["abort"] = object{"requested": true, "seen": "silent"}
		switch given.Abort.How {
		case "signal":
			cancel()
		case "close":
			return false, response.Body.Close()
		default:
			return false, nil
		}
		return true, nil
	})
}

func classOf(err error) string {
	switch {
	case errors.Is(err, context.Canceled):
		return "aborted"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "truncated"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connect"
	}
	return "transport_reset"
}

func run(given job, say func(object)) object {
	result := object{"type": "result", "id": given.ID, "attempt": given.Attempt, "outcome": "completed"}
	result["chunks"], result["events"], result["abort"] = []any{}, []any{}, nil
	var err error
	if given.Op == "sse.read" {
		var body io.Reader
		if given.Body != nil {
			body = strings.NewReader(*given.Body)
		}
		var response *http.Response
		if response, err = open(context.Background(), given.Method, given.URL, body, nil); err == nil {
			defer response.Body.Close()
			seen := []event{}
			err = read(response.Body, false, func(it event) (bool, error) {
				seen = append(seen, it)
				// Events count as chunks do.
				say(object{"type": "progress", "id": given.ID, "attempt": given.Attempt, "chunks": len(seen)})
				return true, nil
			})
			result["events"] = seen
		}
	} else {
		err = chat(given, result, say)
	}
	if err == nil {
		return result
	}
	told := object{"native": "error", "message": err.Error(), "surface": "throw", "class": classOf(err)}
	if it, ok := err.(refused); ok {
		for name, value := range it.told {
			told[name] = value
		}
	}
	if result["abort"] != nil {
		result["abort"] = object{"requested": true, "seen": "error"}
	}
	result["outcome"], result["errors"] = "failed", []any{told}
	return result
}

func main() {
	version := strings.TrimPrefix(runtime.Version(), "go")
	capabilities := []string{"chat.stream", "sse.read", "sse.http", "report.last_event_id", "observe.progress",
		"action.retry", "action.abort.signal", "action.abort.break", "action.abort.close"}
	for _, it := range strings.Fields("chunks reasoning refusal tool_calls usage finish_reason choices logprobs error") {
		capabilities = append(capabilities, "report."+it)
	}
	client := object{"name": "go-net-http", "version": version, "language": "go", "runtime": "go " + version, "entry": "bare net/http"}
	out := json.NewEncoder(os.Stdout)
	say := func(message object) { _ = out.Encode(message) }
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadBytes('\n')
		var given job
		if json.Unmarshal(line, &given) == nil {
			switch given.Type {
			case "hello":
				say(object{"type": "ready", "protocol": 1, "client": client, "capabilities": capabilities})
			case "job":
				say(run(given, say))
			case "bye":
				return
			}
		}
		if err != nil {
			return
		}
	}
}
