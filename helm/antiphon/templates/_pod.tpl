{{/* What a pod template of any component holds; takes (dict "root" $ "component" "<name>"). */}}
{{- define "antiphon.podTemplate" -}}
{{- $values := get .root.Values .component -}}
metadata:
  labels:
    {{- include "antiphon.labels" . | nindent 4 }}
    {{- with $values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    checksum/config: {{ include "antiphon.config" . | sha256sum }}
    {{- with $values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with .root.Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    {{- toYaml .root.Values.podSecurityContext | nindent 4 }}
  terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "antiphon.selectorLabels" . | nindent 10 }}
  containers:
    - name: {{ .component }}
      image: {{ include "antiphon.image" .root | quote }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      args: ["run", {{ .component | quote }}, "--config", "/etc/antiphon/antiphon.yaml"]
      env:
        - name: JAVA_TOOL_OPTIONS
          value: {{ .root.Values.javaOptions | quote }}
        - name: HOME
          value: /tmp
        {{- include "antiphon.secretEnv" . | nindent 8 }}
        {{- with $values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        {{- if eq .component "gateway" }}
        - name: http
          containerPort: 8080
        {{- else if include "antiphon.servesGrpc" . }}
        - name: grpc
          containerPort: 9000
        {{- end }}
        - name: admin
          containerPort: 9001
      {{- include "antiphon.probes" . | nindent 6 }}
      lifecycle:
        preStop:
          sleep:
            seconds: 5
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: ["ALL"]
      resources:
        {{- toYaml $values.resources | nindent 8 }}
      volumeMounts:
        - name: config
          mountPath: /etc/antiphon
          readOnly: true
        - name: tmp
          mountPath: /tmp
        {{- if eq .component "content" }}
        - name: data
          mountPath: /var/lib/antiphon
        {{- end }}
  volumes:
    - name: config
      configMap:
        name: {{ include "antiphon.componentName" . }}
    - name: tmp
      emptyDir:
        sizeLimit: {{ dig "scratch" "sizeLimit" "1Gi" $values }}
{{- end -}}

{{/* Liveness asks the process alone, never the database or the chain: a restart would not mend those. */}}
{{- define "antiphon.probes" -}}
startupProbe:
  httpGet:
    path: /health/live
    port: admin
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet:
    path: /health/live
    port: admin
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 6
readinessProbe:
  {{- if include "antiphon.servesGrpc" . }}
  grpc:
    port: 9000
  {{- else }}
  httpGet:
    path: /health/ready
    port: admin
  {{- end }}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 3
{{- end -}}

{{/* Secrets reach the process as environment variables, which win over the mounted file. */}}
{{- define "antiphon.secretEnv" -}}
{{- $values := get .root.Values .component -}}
{{- $prefix := printf "ANTIPHON_%s" (upper .component) -}}
{{- with $values.database }}
- name: {{ $prefix }}_DATABASE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ .existingSecret | quote }}
      key: {{ .usernameKey }}
- name: {{ $prefix }}_DATABASE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .existingSecret | quote }}
      key: {{ .passwordKey }}
{{- end }}
{{- range $name, $variable := dict "signingKey" "SIGNING_KEY" "relayKey" "RELAY_KEY" "lookupSecret" "LOOKUP_SECRET" }}
{{- with get $values $name }}
- name: {{ $prefix }}_{{ $variable }}
  valueFrom:
    secretKeyRef:
      name: {{ .existingSecret | quote }}
      key: {{ .key }}
{{- end }}
{{- end }}
{{- end -}}
