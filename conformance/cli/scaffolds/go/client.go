package main

// A plain streaming chat client of net/http alone. Replace it with yours, and keep what the adapter asks of it.

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// APIError is an answer that refuses, or an error in the middle of a stream.
type APIError struct {
	Message string
	Status  *int
	Code    any
}

func (e *APIError) Error() string { return e.Message }

// ErrTruncated is returned where a stream ends before the answer does.
var ErrTruncated = errors.New("the stream ended before the answer did")

// StreamChat calls onChunk with each chunk as it came. The request goes out as it is.
func StreamChat(ctx context.Context, baseURL, apiKey string, request []byte, onChunk func(json.RawMessage)) error {
	call, err := http.NewRequestWithContext(ctx, http.MethodPost, baseURL+"/chat/completions", bytes.NewReader(request))
	if err != nil {
		return err
	}
	call.Header.Set("Authorization", "Bearer "+apiKey)
	call.Header.Set("Content-Type", "application/json")
	call.Header.Set("Accept", "text/event-stream")
	response, err := http.DefaultClient.Do(call)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	kind := response.Header.Get("Content-Type")
	// Its name is the same in any case, and parameters may follow.
	media, _, _ := strings.Cut(strings.ToLower(kind), ";")
	if response.StatusCode != http.StatusOK || (kind != "" && strings.TrimSpace(media) != "text/event-stream") {
		body, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
		if err != nil {
			return err
		}
		return errorOf(body, &response.StatusCode)
	}
	finished, done := false, false
	err = readEvents(response.Body, func(event, data string) error {
		if strings.TrimSpace(data) == "[DONE]" {
			done = true
			return io.EOF
		}
		var chunk struct {
			Error   json.RawMessage `json:"error"`
			Choices []struct {
				FinishReason *string `json:"finish_reason"`
			} `json:"choices"`
		}
		if err := json.Unmarshal([]byte(data), &chunk); err != nil {
			return err
		}
		// Whatever came, what is handed on is UTF-8.
		onChunk(json.RawMessage(strings.ToValidUTF8(data, "\ufffd")))
		if event == "error" || (len(chunk.Error) > 0 && string(chunk.Error) != "null") {
			return errorOf([]byte(data), nil)
		}
		for _, choice := range chunk.Choices {
			finished = finished || choice.FinishReason != nil
		}
		return nil
	})
	if done {
		return nil
	}
	if err == nil && !finished {
		return ErrTruncated
	}
	return err
}

func errorOf(body []byte, status *int) error {
	var shown struct {
		Error struct {
			Message string `json:"message"`
			Code    any    `json:"code"`
		} `json:"error"`
	}
	if err := json.Unmarshal(body, &shown); err != nil || shown.Error.Message == "" {
		return &APIError{Message: fmt.Sprintf("%.4096s", body), Status: status}
	}
	return &APIError{Message: shown.Error.Message, Status: status, Code: shown.Error.Code}
}

// readEvents splits bytes into server-sent events. A line ends with CRLF, LF or CR, wherever the reads are cut.
func readEvents(body io.Reader, onEvent func(event, data string) error) error {
	reader := bufio.NewReader(body)
	var line []byte
	var data []string
	event, afterCR, first := "message", false, true
	endLine := func() error {
		text := string(line)
		line = line[:0]
		if first {
			text, first = strings.TrimPrefix(text, "\ufeff"), false
		}
		if text == "" {
			held, kind := data, event
			data, event = nil, "message"
			if held == nil {
				return nil
			}
			return onEvent(kind, strings.Join(held, "\n"))
		}
		name, value, _ := strings.Cut(text, ":")
		value = strings.TrimPrefix(value, " ")
		if name == "data" {
			data = append(data, value)
		} else if name == "event" && value != "" {
			event = value
		}
		return nil
	}
	for {
		char, err := reader.ReadByte()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if char == '\n' && afterCR {
			afterCR = false
			continue
		}
		afterCR = char == '\r'
		if char != '\n' && char != '\r' {
			line = append(line, char)
		} else if err := endLine(); err != nil {
			return err
		}
	}
	// An event that lacks only its blank line is whole.
	if err := endLine(); err != nil {
		return err
	}
	return endLine()
}
