/** Whether this build runs in a browser over HTTP; false in every program that people get. */
declare const __HTTP_HOME__: boolean;

declare module '*.ftl?raw' {
  const text: string;
  export default text;
}
