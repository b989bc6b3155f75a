#!/bin/sh
echo 'this is no JSON'
